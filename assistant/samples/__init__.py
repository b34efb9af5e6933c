"""Style samples: importing, cleaning, splitting, masking, choosing."""
