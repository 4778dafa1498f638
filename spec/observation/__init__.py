"""What the API shows of a Pod, read as facts about its state: recordings → snapshots → explanations."""
