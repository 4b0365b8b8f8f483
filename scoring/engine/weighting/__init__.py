"""Weights that people can stand behind, and that add up exactly."""

from .apportioning import CannotBalance, apportion, scale_to, share_rest

__all__ = ["CannotBalance", "apportion", "scale_to", "share_rest"]
