internal import Glibc

extension Rack {
  /// The channels that can be used, and what the owner should know of those that cannot.
  ///
  /// - Throws: `Failure` for one that coloc.yaml names and that cannot be used.
  func channels(brought: String?) throws(Failure) -> (channels: [ChannelProgram], warnings: [String]) {
    let announce = configuration.announce
    var channels: [ChannelProgram] = []
    var warnings: [String] = []
    for channel in announce.channels ?? standardChannels {
      if channel.reaches == [.email] {
        guard let mail = configuration.owner.mail, MailMessage.takes(mail) else {
          warnings.append("no mail is sent: coloc.yaml has no owner.mail that mails could come from")
          continue
        }
        if channel.program == nil, access(configuration.sendmail, X_OK) != 0 {
          throw Failure(
            .configuration,
            "there is no \(Printable.clean(configuration.sendmail)) to send mail with",
            hint: "in coloc.yaml: sendmail: PATH, or leave mail out of announce.channels"
          )
        }
      }
      do throws(Failure) {
        channels.append(try ChannelProgram(channel, brought: brought))
      } catch {
        // Nobody asked for these by name.
        guard announce.channels == nil else { throw error }
        warnings.append(error.message)
      }
    }
    return (channels, warnings)
  }

  private var standardChannels: [Configuration.Channel] {
    var channels: [Configuration.Channel] = []
    if access(configuration.sendmail, X_OK) == 0 { channels.append(.init(name: "mail")) }
    if configuration.announce.folder != nil { channels.append(.init(name: "files")) }
    return channels
  }
}
