"""What everything is drawn with: tokens, styles, small pieces, notices."""
