extension Language {
  /// A size for people: `2 Gio` in French, `2 GiB` in English; to one decimal, with that language's comma.
  func size(_ size: ByteCount) -> String {
    let text = size.approximate
    let number = String(text.dropLast())
    let unit = text.last.map(String.init) ?? ""
    switch self {
    case .french: return "\(number.replacing(".", with: ",")) \(unit == "B" ? "octets" : unit + "io")"
    case .english: return "\(number) \(unit == "B" ? "bytes" : unit + "iB")"
    }
  }
}
