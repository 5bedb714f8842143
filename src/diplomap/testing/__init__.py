"""Hypothesis strategies for the values and datasets of this library (needs the extra ``testing``)."""
