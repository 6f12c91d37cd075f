import Testing

@testable import Roots
