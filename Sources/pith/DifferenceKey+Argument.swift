public import ArgumentParser
public import Comparing

extension DifferenceGroup.Key: ExpressibleByArgument {}
