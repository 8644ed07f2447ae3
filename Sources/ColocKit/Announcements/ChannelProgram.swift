internal import Glibc

/// A channel that can be used: its program is there, and nobody else can have changed it.
struct ChannelProgram: Sendable {
  let channel: Configuration.Channel
  let path: String

  /// Looks a channel's program and settings over; `brought` is where the programs lie that coloc brings.
  ///
  /// - Throws: `Failure(.configuration)` for what is not there, `.notPermitted` for a mode or an owner.
  init(_ channel: Configuration.Channel, brought: String?) throws(Failure) {
    self.channel = channel
    guard let path = channel.program ?? brought.map({ "\($0)/\(channel.name)" }) else {
      throw Failure(
        .configuration,
        "coloc's own channels are not installed, so there is no program for \(channel.name)",
        hint: "make install, or in coloc.yaml: announce.channels: [{name: \(channel.name), program: …}]"
      )
    }
    self.path = path
    guard access(path, X_OK) == 0 else {
      throw Failure(.configuration, "the program of channel \(channel.name) cannot be run: \(Printable.clean(path))")
    }
    // What coloc brings is believed as coloc is.
    if channel.program != nil { try Self.check(path, .readable) }
    if let settings = channel.settings { try Self.check(settings, .secret) }
  }

  private static func check(_ path: String, _ privacy: FilePrivacy) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Failure(.configuration, SystemFault(operation: "examine", path: path, code: errno).failure.message)
    }
    try privacy.check(status, path: path)
  }
}
