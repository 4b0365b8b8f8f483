"""From a JSON text or a plain document to an ``Evaluation``, or to every fault that stands in the way."""
