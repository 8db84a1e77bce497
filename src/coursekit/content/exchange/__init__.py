"""Exchange with the programs that scholars code with: REFI-QDA files in and out."""
