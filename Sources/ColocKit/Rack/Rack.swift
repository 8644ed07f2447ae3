/// One rack as one command sees it: its configuration, its state, its host, and the only ways to the outside.
public struct Rack: Sendable {
  /// The configuration, read.
  public let configuration: Configuration
  /// What is on disk.
  public let state: RackState
  /// The host.
  public let host: any Hypervisor
  /// How programs are run.
  public let runner: any ProgramRunner
  /// How guests are looked at from outside.
  public let reachability: any Reachability
  /// Where words go.
  public let narrator: any Narrator
  /// The clock.
  public let time: TimeSource
  /// Where templates come from.
  public let templates: TemplateSource
  /// What the host does when it boots.
  public let boot: BootRecord
  /// Where sites say that they are down.
  public let pages: any MaintenancePages
  /// The noun and verb that was typed, for locks, intents and the audit log.
  public let command: String
  /// Who typed it.
  public let who: String

  /// Puts a rack together.
  public init(
    configuration: Configuration,
    state: RackState,
    host: any Hypervisor,
    runner: any ProgramRunner,
    reachability: any Reachability,
    narrator: any Narrator,
    time: TimeSource,
    templates: TemplateSource,
    boot: BootRecord,
    pages: any MaintenancePages = NoMaintenancePages(),
    command: String,
    who: String
  ) {
    self.configuration = configuration
    self.state = state
    self.host = host
    self.runner = runner
    self.reachability = reachability
    self.narrator = narrator
    self.time = time
    self.templates = templates
    self.boot = boot
    self.pages = pages
    self.command = command
    self.who = who
  }
}
