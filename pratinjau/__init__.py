"""A local preview for authors of services; never routed by the product."""
