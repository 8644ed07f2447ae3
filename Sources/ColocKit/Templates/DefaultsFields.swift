/// The fields of one mapping of a defaults file; each is taken once, and none may be left.
struct DefaultsFields {
  private let file: String
  private var fields: [String: JSONValue]

  init(_ value: JSONValue, file: String) throws(Failure) {
    guard case .object(let fields) = value else {
      throw Failure(.invalidFile, "\(file): is not a list of named values")
    }
    self.fields = fields
    self.file = file
  }

  mutating func optionalText(_ name: String) throws(Failure) -> String? {
    switch try take(name) {
    case .null: return nil
    case .string(let text): return text
    default: throw fault(name, "is not a text; write it in quotes")
    }
  }

  mutating func text(_ name: String) throws(Failure) -> String {
    guard let text = try optionalText(name), !text.isEmpty else { throw fault(name, "is empty") }
    return text
  }

  mutating func value<Value: Parsed>(_ name: String) throws(Failure) -> Value {
    let text = try text(name)
    do throws(ParseFault) { return try Value(parsing: text) } catch { throw fault(name, error.message) }
  }

  mutating func list(_ name: String) throws(Failure) -> [JSONValue] {
    guard case .array(let items) = try take(name) else { throw fault(name, "is not a list") }
    return items
  }

  /// Refuses what nobody took.
  func finish() throws(Failure) {
    guard let name = fields.keys.min() else { return }
    throw fault(name, "is no known key")
  }

  private mutating func take(_ name: String) throws(Failure) -> JSONValue {
    guard let value = fields.removeValue(forKey: name) else { throw fault(name, "is missing") }
    return value
  }

  private func fault(_ name: String, _ reason: String) -> Failure {
    Failure(.invalidFile, Printable.clean("\(file): \(name): \(reason)"))
  }
}
