"""From the working copy to the frozen publication: the only writers of status."""
