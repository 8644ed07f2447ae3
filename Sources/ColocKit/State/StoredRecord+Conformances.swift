extension Tenant: StoredRecord {
  static var noun: String { "a manifest" }
  static var keyPath: [String] { ["name"] }
  var stem: String { name.description }
  var document: JSONValue { json }
}

extension Intent: StoredRecord {
  static var noun: String { "an intent" }
  static var keyPath: [String] { ["id"] }
  var stem: String { id.text }
  var document: JSONValue { json }
}

extension Tombstone: StoredRecord {
  static var noun: String { "a tombstone" }
  static var keyPath: [String] { ["vm", "uuid"] }
  var stem: String { vm.uuid.text }
  var document: JSONValue { json }
}

extension HostRecord: StoredRecord {
  static var noun: String { "a host's record" }
  static var keyPath: [String] { ["name"] }
  var stem: String { name }
  var document: JSONValue { json }
}

extension KeptDefinition: StoredRecord {
  static var noun: String { "the copy of a definition" }
  static var keyPath: [String] { ["uuid"] }
  var stem: String { uuid.text }
  var document: JSONValue { json }
}
