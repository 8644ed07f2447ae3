/// A moment from which on libvirt notes what a guest writes. XML: formatcheckpoint.
public struct CheckpointDefinition: Sendable, Hashable {
  /// Its name, unique in the domain; the bitmap in each disk has it too.
  public var name: String
  /// The disks whose writes are noted, as in `vda`.
  public var noted: [String]
  /// The disks that are left out.
  public var others: [String]

  /// A checkpoint of some disks.
  public init(name: String, noted: [String], others: [String] = []) {
    self.name = name
    self.noted = noted
    self.others = others
  }

  /// The XML for `beginBackup` and `createCheckpoint`.
  public var xml: String {
    get throws(XMLError) { try element.xml }
  }

  var element: XMLElement {
    XMLElement("domaincheckpoint") {
      XMLElement("name", text: name)
      XMLElement("disks") {
        noted.map { XMLElement("disk", ["name": $0, "checkpoint": "bitmap"]) }
        others.map { XMLElement("disk", ["name": $0, "checkpoint": "no"]) }
      }
    }
  }
}
