public import ArgumentParser
public import Images

extension Platform: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
