internal import ColocKit
internal import Foundation
internal import Glibc

extension Surroundings {
  /// This machine and the user behind sudo.
  static var here: Surroundings {
    let user = ProcessInfo.processInfo.environment["SUDO_USER"] ?? "root"
    return Surroundings(
      userName: fullName(of: user) ?? user,
      hostName: shortHostName,
      timezone: TimeZone.current.identifier
    )
  }

  /// The first part of the GECOS field (passwd(5)).
  private static func fullName(of user: String) -> String? {
    guard let entry = getpwnam(user), let gecos = entry.pointee.pw_gecos else { return nil }
    let name = String(cString: gecos).prefix { $0 != "," }
    return name.isEmpty ? nil : Printable.clean(String(name))
  }

  private static var shortHostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "host" }
    let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // A machine's name may have what a name in coloc may not, as _ or digits only.
    let short = name.split(separator: ".").first.map { String($0).lowercased() }
    return short.flatMap { VMName($0)?.description } ?? "local"
  }
}
