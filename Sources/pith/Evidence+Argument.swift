public import ArgumentParser
public import Planning

extension Evidence: ExpressibleByArgument {}
