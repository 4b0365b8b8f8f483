import pghistory
from django.db import models
from django.db.models import F, Q
from django_countries.fields import CountryField

from bpo_portal.fields import LineField


@pghistory.track()
class NearCountry(models.Model):
    """Where an administrator knows better than the rule whether a country is near the buyer's."""

    buyer_country = CountryField(verbose_name="seen from")
    country = CountryField()
    is_near = models.BooleanField("is near", default=True, help_text="Nearshore if ticked, else offshore.")
    reason = LineField(max_length=300, help_text="Shown wherever this decides.")

    class Meta:
        verbose_name = "near country"
        verbose_name_plural = "near countries"
        ordering = ["buyer_country", "country"]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer_country", "country"],
                name="near_country_once",
                violation_error_message="This pair of countries is settled already.",
            ),
            models.CheckConstraint(
                name="near_country_is_another",
                condition=~Q(buyer_country=F("country")),
                violation_error_message="The buyer's own country is onshore, whatever is set here.",
            ),
        ]

    def __str__(self) -> str:
        said = "near" if self.is_near else "not near"
        return f"{self.country.name} is {said} {self.buyer_country.name}"
