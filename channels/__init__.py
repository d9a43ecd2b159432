"""The ways in and out: each channel decodes what comes, encodes what goes, keeps nothing, decides nothing."""
