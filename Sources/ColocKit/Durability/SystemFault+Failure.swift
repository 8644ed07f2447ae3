extension Failure {
  /// Runs file calls and turns their fault into words.
  static func wording<Value>(_ body: () throws(SystemFault) -> Value) throws(Failure) -> Value {
    do throws(SystemFault) {
      return try body()
    } catch {
      throw error.failure
    }
  }
}
