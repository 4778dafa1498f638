"""Build the model of a PRISM file with Storm, and print its size and the labels that some state has, as JSON."""

import json
import sys

import stormpy

if __name__ == "__main__":
    options = stormpy.BuilderOptions()
    options.set_build_all_labels()
    model = stormpy.build_model(stormpy.parse_prism_program(sys.argv[1]), options=options)
    labels = {each: model.labeling.get_states(each).get_number_of_set_bits() for each in model.labeling.get_labels()}
    loops = labels.get("deadlock", 0)  # Storm gives each deadlock a loop
    answer = {
        "states": model.nr_states,
        "transitions": model.nr_choices - loops,
        "labels": [each for each, states in labels.items() if states],
    }
    print(json.dumps(answer))
