public import ArgumentParser
public import Writing

extension LayerCompression: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
