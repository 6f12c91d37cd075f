public import ArgumentParser
public import Planning

extension Request.Metadata: ExpressibleByArgument {}
