import Foundation
import Testing

extension TrialRack {
  /// Types a command whose words hold no space.
  @discardableResult
  func coloc(
    _ command: String,
    ends status: Int32 = 0,
    saying words: [String] = [],
    input: String = "",
    timeout: Duration = .seconds(180),
    at place: SourceLocation = #_sourceLocation
  ) async throws -> LabOutcome {
    let arguments = command.split(separator: " ").map(String.init)
    return try await coloc(arguments, ends: status, saying: words, input: input, timeout: timeout, at: place)
  }

  /// Types a command, and checks its exit code and that each of `words` stands on stdout or stderr.
  @discardableResult
  func coloc(
    _ arguments: [String],
    ends status: Int32 = 0,
    saying words: [String] = [],
    input: String = "",
    timeout: Duration = .seconds(180),
    at place: SourceLocation = #_sourceLocation
  ) async throws -> LabOutcome {
    let environment = ["COLOC_HOME": home, "COLOC_PROGRESS": "1"]
    let outcome = try await Lab.run([Lab.coloc] + arguments, env: environment, input: input, timeout: timeout)
    let told: Comment = "coloc \(arguments.joined(separator: " ")): \(outcome.description)"
    #expect(outcome.status == status, told, sourceLocation: place)
    let text = outcome.stdout + outcome.stderr
    for word in words where !text.contains(word) {
      Issue.record("'\(word)' is not said by \(told)", sourceLocation: place)
    }
    return outcome
  }

  /// Adds a tenant with a key, a conversation and room for what a test needs.
  func tenant(_ name: String, vms: Int = 4, vcpus: Int = 8, memory: String = "8G", disk: String = "60G") async throws {
    try await coloc("tenant add \(name) --ssh-key \(key).pub")
    try await coloc("tenant talk \(name) --channel mail --date 2026-11-02 --summary spoken")
    try await coloc("tenant agree \(name) --vms \(vms) --vcpus \(vcpus) --memory \(memory) --disk \(disk)")
  }

  /// Takes an image file in as Debian 12 and gives back its name.
  @discardableResult
  func image(_ path: String) async throws -> String {
    let outcome = try await coloc("image import \(path) --os debian --release 12")
    return outcome.stdout.trimmingCharacters(in: .newlines)
  }

  /// Creates the smallest VM that the templates allow.
  @discardableResult
  func create(
    _ name: String,
    for tenant: String,
    _ options: String = "",
    ends status: Int32 = 0,
    saying words: [String] = [],
    at place: SourceLocation = #_sourceLocation
  ) async throws -> LabOutcome {
    let command = "vm create \(name) --tenant \(tenant) --os debian --memory 384M --disk 3G \(options)"
    return try await coloc(command, ends: status, saying: words, at: place)
  }

  /// The items of a command's JSON.
  func items(_ command: String, at place: SourceLocation = #_sourceLocation) async throws -> [[String: Any]] {
    let outcome = try await coloc(command, at: place)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any]
    #expect(document?["schema"] as? Int == 1, sourceLocation: place)
    #expect(document.map { Set($0.keys) } == ["schema", "items"], sourceLocation: place)
    guard let items = document?["items"] as? [[String: Any]] else { throw LabFault("no items: \(outcome)") }
    return items
  }

  /// The only item of a command's JSON.
  func item(_ command: String, at place: SourceLocation = #_sourceLocation) async throws -> [String: Any] {
    let items = try await items(command, at: place)
    guard let item = items.first, items.count == 1 else { throw LabFault("\(command): \(items.count) items") }
    return item
  }

  /// What virsh prints.
  func virsh(_ command: String, ends status: Int32 = 0, at place: SourceLocation = #_sourceLocation) async throws
    -> String
  {
    let words = ["virsh", "-q", "-c", "qemu:///system"] + command.split(separator: " ").map(String.init)
    let outcome = try await Lab.run(words)
    #expect(outcome.status == status, "virsh \(command): \(outcome.description)", sourceLocation: place)
    return outcome.stdout
  }
}
