import Testing

@testable import ELF
