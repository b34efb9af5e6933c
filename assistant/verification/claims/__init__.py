"""What a text says of each figure: its surroundings, its frame, its time and plan, its lists."""
