"""Style samples: importing, cleaning, splitting, masking, choosing, and the library of them."""

from assistant.samples.choosing import ROLE_NAMES, choose, quote_excerpt
from assistant.samples.importing import files_in, import_file
from assistant.samples.library import (
    add_samples,
    default_folder,
    find_sample,
    keep_removed,
    load_library,
    remove_sample,
    sample_texts,
)
from assistant.samples.masking import mask, mask_text, masked_parts
from assistant.samples.sample import Excerpt, Imported, Part, Removal, Sample
from assistant.samples.splitting import split
from assistant.samples.style import StyleProfile, style_profile

__all__ = [
    "ROLE_NAMES",
    "Excerpt",
    "Imported",
    "Part",
    "Removal",
    "Sample",
    "StyleProfile",
    "add_samples",
    "choose",
    "default_folder",
    "files_in",
    "find_sample",
    "import_file",
    "keep_removed",
    "load_library",
    "mask",
    "mask_text",
    "masked_parts",
    "quote_excerpt",
    "remove_sample",
    "sample_texts",
    "split",
    "style_profile",
]
