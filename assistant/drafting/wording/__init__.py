"""How facts are said in prose, with no model: phrases, sentences, paragraphs, the offline writer."""
