import ColocKit

extension Failure {
  /// What an operation throws; nil when it throws nothing, or something else.
  static func of(_ body: () async throws -> Void) async -> Failure? {
    do { try await body() } catch { return error as? Failure }
    return nil
  }

  /// The sentence and the hints below each other.
  var words: String { ([message] + hints).joined(separator: "\n") }
}
