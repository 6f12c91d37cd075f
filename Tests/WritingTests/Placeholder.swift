import Testing

@testable import Writing
