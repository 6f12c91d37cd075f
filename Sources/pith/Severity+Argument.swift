public import ArgumentParser
public import Auditing

extension Finding.Severity: ExpressibleByArgument {}
