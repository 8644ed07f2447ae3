public import Foundation

/// A disk that a guest writes to, as far as a point of it is concerned.
public struct PointSource: Sendable, Equatable {
  /// The device in the guest, as in `vda`.
  public let target: String
  /// The file or block device on the host; nil for anything else, of which there can be no point.
  public let path: String?
  /// The image format.
  public let format: String
  /// The size the guest sees.
  public let capacity: ByteCount
  /// Whether it can hold the bitmaps by which writes are followed: qcow2 of version 1.1.
  public let isFollowed: Bool

  /// Makes a record.
  public init(target: String, path: String?, format: String, capacity: ByteCount, isFollowed: Bool) {
    self.target = target
    self.path = path
    self.format = format
    self.capacity = capacity
    self.isFollowed = isFollowed
  }
}

/// What a point of a domain is made of.
public struct PointForm: Sendable, Equatable {
  /// Its disks that the guest may write to.
  public let disks: [PointSource]
  /// The devices of all others: seeds, drives.
  public let others: [String]
  /// The file of its UEFI variables; nil without.
  public let nvram: String?

  /// Makes a record.
  public init(disks: [PointSource], others: [String], nvram: String?) {
    self.disks = disks
    self.others = others
    self.nvram = nvram
  }
}

/// What a push backup copies, and where to.
public struct BackupRequest: Sendable, Equatable {
  /// A disk and the file that receives it.
  public struct Disk: Sendable, Equatable {
    /// The device in the guest.
    public let target: String
    /// The file, which is there, with what shall be below it.
    public let file: String
    /// The checkpoint since which changes are copied; nil copies all.
    public let since: String?
  }

  /// The disks.
  public let disks: [Disk]
  /// The devices that are left out.
  public let others: [String]
  /// The checkpoint that begins at the same instant; nil when no disk can be followed.
  public let checkpoint: String?
  /// The devices that it follows.
  public let followed: [String]
}

/// What became of a request for a backup.
public enum BackupStart: Sendable, Equatable {
  /// It runs: the instant is over.
  case begun
  /// What was written since the last checkpoint is not known any more, as after a crash of QEMU; nothing was begun.
  case trackLost(String)
}

/// The job that a domain is busy with.
public enum BackupJob: Sendable, Equatable {
  /// None.
  case idle
  /// A backup, with the bytes done and all.
  case running(done: Int64, total: Int64)
  /// Anything else, as a migration.
  case other
}

/// How a domain's last backup ended.
public struct BackupEnd: Sendable, Equatable {
  /// Whether everything was copied.
  public let isSuccess: Bool
  /// Why it was not, in the hypervisor's words.
  public let reason: String?

  /// Makes a record.
  public init(isSuccess: Bool, reason: String? = nil) {
    self.isSuccess = isSuccess
    self.reason = reason
  }
}

/// What coloc asks of a host to take points. Every call has a deadline of its own and throws `Failure`.
public protocol PointHost: Sendable {
  /// Whether the host is this machine, whose files coloc can name.
  var isHere: Bool { get }
  /// What a point of the domain is made of: as it runs, or as it will start next.
  func pointForm(of uuid: UUID) async throws -> PointForm
  /// The names of the domain's checkpoints, coloc's and others, each behind the one before it.
  func checkpoints(of uuid: UUID) async throws -> [String]
  /// Bytes that the guest wrote since a checkpoint, by device; nil when that is not known of each any more. The domain is
  /// active.
  func written(since checkpoint: String, of uuid: UUID) async throws -> [String: ByteCount]?
  /// Removes a checkpoint; what it noted goes to the one before it. Not being there is success.
  ///
  /// With `onlyNotes` libvirt only forgets it, also of a domain that is off.
  func deleteCheckpoint(_ name: String, of uuid: UUID, onlyNotes: Bool) async throws
  /// Has the agent bring the guest's file systems to rest, within ten seconds; how many there are.
  ///
  /// One that fails may still be carried out later: whoever asked owes a thaw.
  func freeze(_ uuid: UUID) async throws -> Int
  /// Lets the guest write again; one that does is success.
  func thaw(_ uuid: UUID) async throws
  /// Begins a backup of an active domain and, at the same instant, its checkpoint.
  func beginBackup(of uuid: UUID, _ request: BackupRequest) async throws -> BackupStart
  /// Limits how much of each disk the backup under way copies in a second; one that ended is success.
  func limitBackup(of uuid: UUID, targets: [String], rate: ByteCount) async throws
  /// The job that the domain is busy with; `idle` for one that is off.
  func backupJob(of uuid: UUID) async throws -> BackupJob
  /// How the last backup ended; nil when libvirt does not know. To be asked once.
  func backupEnd(of uuid: UUID) async throws -> BackupEnd?
  /// Ends the job under way; none is success.
  func abortBackup(of uuid: UUID) async throws
  /// Starts a domain that is off without letting its processors run.
  func startHeld(_ uuid: UUID) async throws
  /// Ends a domain that was started so, its disks flushed; one that runs by now is left alone.
  func endHeld(_ uuid: UUID) async throws
}
