import Foundation

extension Shape where Value == String {
  /// A name that libvirt objects and hosts may have: the closed grammar of `NameGrammar`.
  static var objectName: Shape<String> {
    text.narrowed { text in
      guard let reason = NameGrammar.fault(in: text) else { return .success(text) }
      return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a name: it \(reason)"))
    }
  }

  /// An absolute path without `.`, `..`, double or final slashes.
  static var path: Shape<String> {
    line.narrowed { text in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count > 1, parts[0].isEmpty, parts.dropFirst().allSatisfy({ !["", ".", ".."].contains($0) }) else {
        return .failure(
          Refusal(text: "'\(Printable.excerpt(text))' is not an absolute path like /var/lib/coloc-points")
        )
      }
      return .success(text)
    }
  }

  /// The name of a network device, at most 15 characters (Linux IFNAMSIZ).
  static var device: Shape<String> {
    line.narrowed { text in
      let isName =
        (1...15).contains(text.utf8.count) && ![".", ".."].contains(text) && !text.contains { "/: ".contains($0) }
      return isName
        ? .success(text) : .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a device name like br0"))
    }
  }

  /// A time zone of the IANA database.
  static var timezone: Shape<String> {
    line.narrowed { text in
      TimeZone(identifier: text) != nil
        ? .success(text)
        : .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a time zone like Europe/Paris"))
    }
  }

  /// A libvirt connection URI: a scheme, a colon and more.
  static var uri: Shape<String> {
    line.narrowed { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      let isScheme =
        parts.first?.utf8.allSatisfy { (97...122).contains($0) || "+-.0123456789".utf8.contains($0) } == true
      guard parts.count == 2, isScheme, !text.contains(" ") else {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a libvirt URI like qemu:///system"))
      }
      return .success(text)
    }
  }

  /// A mail address, as a contact of that kind has.
  static var mail: Shape<String> {
    text.narrowed { text in
      do throws(ParseFault) {
        return .success(try Contact(parsing: "email:\(text)").address)
      } catch {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a mail address: it \(error.reason)"))
      }
    }
  }
}

extension Shape where Value == IPv6Network? {
  /// An IPv6 prefix, or the word `none`.
  static var ipv6OrNone: Shape<IPv6Network?> {
    Shape { node, path, faults in
      if node.content == .string("none") { return .success(nil) }
      return Shape<IPv6Network>.parsed(IPv6Network.self).read(node, path, faults).map(Optional.some)
    }
  }
}
