import CLibvirt

extension LibvirtError {
  /// libvirt's error number (virErrorNumber); a number newer than this list survives.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number as libvirt gives it.
    public let rawValue: Int32

    /// A code from libvirt's number.
    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    private init(_ number: virErrorNumber) {
      rawValue = Int32(bitPattern: number.rawValue)
    }

    /// A fault inside libvirt or the daemon; also most breaks of the line.
    public static let internalError = Code(VIR_ERR_INTERNAL_ERROR)
    /// The driver has no such function.
    public static let noSupport = Code(VIR_ERR_NO_SUPPORT)
    /// The hypervisor cannot be reached.
    public static let noConnect = Code(VIR_ERR_NO_CONNECT)
    /// The connection was closed.
    public static let invalidConnection = Code(VIR_ERR_INVALID_CONN)
    /// An argument makes no sense.
    public static let invalidArgument = Code(VIR_ERR_INVALID_ARG)
    /// The hypervisor tried and failed.
    public static let operationFailed = Code(VIR_ERR_OPERATION_FAILED)
    /// The XML is not well formed, or says something impossible.
    public static let xmlError = Code(VIR_ERR_XML_ERROR)
    /// The XML is not well formed; the message says where.
    public static let xmlDetail = Code(VIR_ERR_XML_DETAIL)
    /// The XML does not follow libvirt's schema.
    public static let xmlInvalidSchema = Code(VIR_ERR_XML_INVALID_SCHEMA)
    /// The domain exists already.
    public static let domainExists = Code(VIR_ERR_DOM_EXIST)
    /// The connection is read-only.
    public static let operationDenied = Code(VIR_ERR_OPERATION_DENIED)
    /// The network exists already.
    public static let networkExists = Code(VIR_ERR_NETWORK_EXIST)
    /// A system call failed.
    public static let systemError = Code(VIR_ERR_SYSTEM_ERROR)
    /// The daemon's protocol broke.
    public static let rpc = Code(VIR_ERR_RPC)
    /// No domain of that name or UUID.
    public static let noDomain = Code(VIR_ERR_NO_DOMAIN)
    /// No network of that name or UUID.
    public static let noNetwork = Code(VIR_ERR_NO_NETWORK)
    /// Authentication failed.
    public static let authFailed = Code(VIR_ERR_AUTH_FAILED)
    /// No pool of that name or UUID.
    public static let noStoragePool = Code(VIR_ERR_NO_STORAGE_POOL)
    /// No volume of that name.
    public static let noStorageVolume = Code(VIR_ERR_NO_STORAGE_VOL)
    /// The state of the object does not allow it: starting what runs, stopping what is off.
    public static let operationInvalid = Code(VIR_ERR_OPERATION_INVALID)
    /// No filter of that name or UUID.
    public static let noFilter = Code(VIR_ERR_NO_NWFILTER)
    /// No filter binding of that port.
    public static let noFilterBinding = Code(VIR_ERR_NO_NWFILTER_BINDING)
    /// The configuration asks for what this host cannot do.
    public static let configurationUnsupported = Code(VIR_ERR_CONFIG_UNSUPPORTED)
    /// libvirt itself gave up waiting, mostly for a lock on the domain.
    public static let operationTimeout = Code(VIR_ERR_OPERATION_TIMEOUT)
    /// The hypervisor does not know this argument.
    public static let argumentUnsupported = Code(VIR_ERR_ARGUMENT_UNSUPPORTED)
    /// A pool is built already.
    public static let storagePoolBuilt = Code(VIR_ERR_STORAGE_POOL_BUILT)
    /// The operation was aborted by somebody.
    public static let operationAborted = Code(VIR_ERR_OPERATION_ABORTED)
    /// The domain carries no metadata of that namespace.
    public static let noDomainMetadata = Code(VIR_ERR_NO_DOMAIN_METADATA)
    /// Not for this kind of object.
    public static let operationUnsupported = Code(VIR_ERR_OPERATION_UNSUPPORTED)
    /// The ssh transport failed.
    public static let ssh = Code(VIR_ERR_SSH)
    /// The libssh transport failed.
    public static let libssh = Code(VIR_ERR_LIBSSH)
    /// The guest agent does not answer.
    public static let agentUnresponsive = Code(VIR_ERR_AGENT_UNRESPONSIVE)
    /// The guest agent answered somebody else's question.
    public static let agentUnsynced = Code(VIR_ERR_AGENT_UNSYNCED)
    /// In use by somebody else.
    public static let resourceBusy = Code(VIR_ERR_RESOURCE_BUSY)
    /// No checkpoint of that name.
    public static let noCheckpoint = Code(VIR_ERR_NO_DOMAIN_CHECKPOINT)
    /// No backup is under way.
    public static let noBackup = Code(VIR_ERR_NO_DOMAIN_BACKUP)
    /// The bitmap of a checkpoint is lost, or was in use when QEMU died.
    public static let checkpointInconsistent = Code(VIR_ERR_CHECKPOINT_INCONSISTENT)
    /// Access control says no.
    public static let accessDenied = Code(VIR_ERR_ACCESS_DENIED)
    /// The volume exists already.
    public static let storageVolumeExists = Code(VIR_ERR_STORAGE_VOL_EXIST)
    /// No authentication agent is there to ask.
    public static let authUnavailable = Code(VIR_ERR_AUTH_UNAVAILABLE)
    /// The domain has no such device.
    public static let deviceMissing = Code(VIR_ERR_DEVICE_MISSING)
  }
}
