"""Office ledgers (台账): read as they are, accounted for row by row, turned into facts."""
