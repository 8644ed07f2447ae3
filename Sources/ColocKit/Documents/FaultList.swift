/// The faults of one document while it is read.
public final class FaultList {
  /// What was found so far, in the order of reading.
  public private(set) var faults: [Fault] = []

  /// Makes an empty list.
  public init() {}

  /// Adds a fault and gives back the word that one was added.
  @discardableResult
  public func add(_ path: String, line: Int, _ reason: String) -> FaultRecorded {
    faults.append(Fault(path: path, line: line, reason: reason))
    return recorded
  }

  /// The word that a fault stands here.
  var recorded: FaultRecorded { FaultRecorded() }
}

/// Says that a value could not be read and that the reason stands in the document's `FaultList`.
public struct FaultRecorded: Error, Sendable, Equatable {
  fileprivate init() {}
}

/// A field that was read, or the word that its fault is recorded.
public typealias Field<Value> = Result<Value, FaultRecorded>
