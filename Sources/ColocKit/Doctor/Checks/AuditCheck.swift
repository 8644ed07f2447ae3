/// The audit log's end, and the clock against it.
struct AuditCheck: Check {
  static let codes: [FindingCode] = [.auditTorn, .clockBehind]

  let path: String
  let now: Timestamp
  /// The last whole line's time; nil when there is none.
  let newest: Timestamp?
  /// How many bytes stand behind the last line end.
  let torn: Int

  var findings: [Finding] {
    var found: [Finding] = []
    if torn > 0 {
      let message = "it ends in a line of \(torn) bytes that a power cut or a full disk left unfinished"
      found.append(Finding(.auditTorn, path, message, cure: "coloc init"))
    }
    // Clocks are set by a little all the time.
    if let newest, newest.seconds > now.seconds + 300 {
      let message =
        "it is \(now), and something was recorded at \(newest): trash and agreements are judged by the clock"
      found.append(Finding(.clockBehind, "clock", message, cure: "timedatectl set-ntp true"))
    }
    return found
  }
}
