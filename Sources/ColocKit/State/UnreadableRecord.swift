/// A file of state that cannot be used as it stands; it is reported, never passed over and never written to.
public struct UnreadableRecord: Sendable, Equatable {
  /// The file's name without `.json`: a tenant's name, an id.
  public let stem: String
  /// The file.
  public let path: String
  /// Every fault with its line; empty when the file could not be read at all.
  public let faults: [Fault]
  /// The same for the command line: `.invalidFile`, or `.notPermitted` when a mode is too open.
  public let failure: Failure
}
