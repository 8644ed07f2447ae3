/// A point that is to be taken.
public struct PointRequest: Sendable, Equatable {
  /// The VM.
  public var vm: VMName
  /// The owner's name for it; nil leaves it with its id.
  public var name: PointName?
  /// Why it is taken.
  public var note: String?
  /// Whether it goes neither by age nor by hand.
  public var protected: Bool
  /// Whether it shall be a copy of all that starts a new chain, also where the old one is gone.
  public var isAnew: Bool

  /// Makes a request.
  public init(vm: VMName, name: PointName? = nil, note: String? = nil, protected: Bool = false, isAnew: Bool = false) {
    self.vm = vm
    self.name = name
    self.note = note
    self.protected = protected
    self.isAnew = isAnew
  }
}
