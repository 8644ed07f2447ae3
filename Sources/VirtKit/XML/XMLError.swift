/// A text is no XML that is accepted here, or a value cannot be written as XML.
public enum XMLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Not well formed; `line` counts from 1, 0 when libxml2 names none.
  case malformed(line: Int, reason: String)
  /// Longer than a parser here may be asked to read, in bytes.
  case tooLong(bytes: Int, limit: Int)
  /// It has a document type declaration, which libvirt never writes and which can make a parser read files.
  case documentType
  /// A character that XML 1.0 cannot carry in any spelling, in the value of an element or attribute.
  case forbiddenCharacter(scalar: UInt32, place: String)
  /// A name that XML does not allow for an element, an attribute or a prefix.
  case invalidName(String)
  /// libxml2 had no memory.
  case outOfMemory

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .malformed(let line, let reason): "XML, line \(line): \(reason)"
    case .tooLong(let bytes, let limit): "XML of \(bytes) bytes, where at most \(limit) are read"
    case .documentType: "XML with a document type declaration is not read"
    case .forbiddenCharacter(let scalar, let place):
      "\(place) has the character U+\(String(scalar, radix: 16, uppercase: true)), which XML cannot carry"
    case .invalidName(let name): "\(name.debugDescription) is no XML name"
    case .outOfMemory: "no memory for XML"
    }
  }
}
