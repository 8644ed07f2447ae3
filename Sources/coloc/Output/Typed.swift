public import ArgumentParser
public import ColocKit

/// Parses an argument by its type's own parser, so that the reason reaches the owner.
@Sendable func typed<Value: Parsed>(_ text: String) throws -> Value {
  do {
    return try Value(parsing: text)
  } catch {
    throw ValidationError(error.message)
  }
}

extension OperatingSystem: ExpressibleByArgument {}
extension Firmware: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension Channel: ExpressibleByArgument {}
extension Goal: ExpressibleByArgument {}
extension PowerPolicy.Boot: ExpressibleByArgument {}
extension PowerPolicy.Then: ExpressibleByArgument {}
