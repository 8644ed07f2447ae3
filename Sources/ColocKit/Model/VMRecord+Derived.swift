extension VMRecord {
  /// The volume that holds its disk; a part of the UUID stands in it, so that a deleted VM's name can be used again.
  public var diskVolume: String { "\(name)-\(uuid.short).qcow2" }
  /// The volume that holds its seed.
  public var seedVolume: String { "\(name)-\(uuid.short)-seed.iso" }

  /// The volumes of its pool that are coloc's: none for an adopted VM, whose disks are where its owner put them.
  public var volumes: [String] { adoption == nil ? [diskVolume, seedVolume] : [] }

  /// Where its disks lie, for people: `POOL/VOLUME`, or the paths of an adopted VM.
  public var diskPlaces: [String] { adoption?.disks ?? volumes.map { "\(pool)/\($0)" } }

  /// The system inside in words: `debian 12`, or `-` when nobody said it.
  public var system: String {
    let words = [os?.rawValue, release?.description].compactMap { $0 }
    return words.isEmpty ? "-" : words.joined(separator: " ")
  }
}
