from django.db import models
from django_countries.fields import CountryField

from bpo_portal.fields import LineField, ProseField
from vendors.models import ServiceLine


class RfpTemplate(models.Model):
    """A shipped start for an RFP, most of them modelled on a published procurement.

    `criteria` is a list in the form of the files in `rfp/data/templates/`; the app that judges reads it.
    """

    key = models.SlugField(max_length=80, unique=True)
    title = LineField(max_length=200)
    need = ProseField(blank=True)
    based_on = models.JSONField(default=dict, blank=True)
    service_lines = models.ManyToManyField(ServiceLine, blank=True)
    buyer_country = CountryField(blank=True)
    currency = models.CharField(max_length=3, blank=True)
    criteria = models.JSONField(default=list)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
