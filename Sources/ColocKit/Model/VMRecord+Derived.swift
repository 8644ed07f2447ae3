extension VMRecord {
  /// The volume that holds its disk; a part of the UUID stands in it, so that a deleted VM's name can be used again.
  public var diskVolume: String { "\(name)-\(uuid.short).qcow2" }
  /// The volume that holds its seed.
  public var seedVolume: String { "\(name)-\(uuid.short)-seed.iso" }

  /// The volumes of its pool that are coloc's: none for an adopted VM, whose disks are where its owner put them.
  public var volumes: [String] { adoption == nil ? [diskVolume, seedVolume] : [] }

  /// Where its disks lie, for people: `POOL/VOLUME`, or the paths of an adopted VM.
  public var diskPlaces: [String] { adoption?.disks ?? volumes.map { "\(pool)/\($0)" } }

  /// The disk that grows, by the name libvirt has for it; nil for an adopted VM of several disks: nobody said which.
  public var mainDisk: String? {
    guard let adoption else { return "vda" }
    return adoption.disks.count == 1 ? adoption.disks.first : nil
  }

  /// When it counts as up: what the owner said, else its agent where coloc made it, else nothing.
  public var readyTest: ReadyTest { power.ready ?? (adoption == nil ? .agent : .none) }

  /// The system inside in words: `debian 12`, or `-` when nobody said it.
  public var system: String {
    let words = [os?.rawValue, release?.description].compactMap { $0 }
    return words.isEmpty ? "-" : words.joined(separator: " ")
  }

  /// That nothing of it is left, in words; the disks of an adopted VM are named instead, for they stay.
  public var farewell: String {
    guard let adoption else { return "\(name) is gone for good" }
    let places = adoption.disks.map(Printable.clean) + (firmware == .uefi ? ["its UEFI variables"] : [])
    return "\(name) is gone from coloc and libvirt; left where they are: \(places.joined(separator: ", "))"
  }

  /// What becomes of its disks when it goes, for one that was adopted.
  public var whereDisksStay: String {
    "stay where they are, now and later: \(diskPlaces.map(Printable.clean).joined(separator: ", "))"
  }
}
