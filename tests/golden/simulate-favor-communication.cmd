simulate favor/communication --set simulate.seeds=1 --set simulate.rounds=6 --set simulate.agents=4 --set recommendations.min_observations=1 --format json
