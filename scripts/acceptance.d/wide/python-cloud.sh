# clients of clouds: boto3, kubernetes, google-cloud-storage, azure-storage-blob, azure-identity, paramiko, cryptography, pyopenssl, docker, hvac, redis, pika, kafka, elasticsearch, keyring; python -m, venv
PACKAGES="python3 python3-venv"
ENTRYPOINT=(python -m ops)
CMD=(aws)
ENV=("PATH=/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
USER=65534
WORKDIR=/srv/ops
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/srv/ops
  venv "$r" /venv boto3 kubernetes google-cloud-storage google-cloud-pubsub azure-storage-blob azure-identity paramiko cryptography pyopenssl docker hvac redis pika kafka-python confluent-kafka elasticsearch keyring pymongo ldap3 pyjwt apprise slack-sdk stripe openai tenacity rich typer click httpie asyncpg nats-py dnspython || return 1
  mkdir -p "$a/ops"; : > "$a/ops/__init__.py"
  cat > "$a/ops/__main__.py" <<'X'
import sys, importlib
for n in sys.argv[1:]:
    try: importlib.import_module("ops." + n).run()
    except BaseException as e: print("EXC", n, type(e).__name__, str(e)[:300])
X
  cat > "$a/ops/aws.py" <<'X'
import boto3, botocore
def run():
    k = dict(region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    for n in ("s3", "sqs", "ec2", "dynamodb", "logs"): c = boto3.client(n, **k)
    s = boto3.client("s3", **k).generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}); r = boto3.resource("dynamodb", **k).Table("x")
    c = boto3.client("s3", endpoint_url="https://backend.panel.test:9443", verify="/etc/ssl/certs/ca-certificates.crt", **k)
    try: c.get_object(Bucket="nope", Key="k")
    except Exception as e: print("aws", s[:12], type(e).__name__, c.get_paginator("list_objects_v2") is not None, c.get_waiter("bucket_exists") is not None, len(boto3.Session().get_available_regions("ec2")) > 10)
    try: boto3.client("sts", endpoint_url="https://backend.panel.test:9443", **k).get_caller_identity()
    except Exception as e: print("nocert", type(e).__name__)
X
  cat > "$a/ops/k8s.py" <<'X'
def run():
    from kubernetes import client, config, watch, dynamic
    c = client.Configuration(host="https://backend.panel.test:9443"); c.ssl_ca_cert = "/etc/ssl/certs/ca-certificates.crt"
    try: client.CoreV1Api(client.ApiClient(c)).list_pod_for_all_namespaces()
    except client.ApiException as e: print("k8s", e.status, client.V1Pod(metadata=client.V1ObjectMeta(name="x")).to_str()[:5])
    from kubernetes.client import AppsV1Api, BatchV1Api, CustomObjectsApi; from kubernetes.stream import stream
X
  cat > "$a/ops/gcp.py" <<'X'
def run():
    from google.cloud import storage, pubsub_v1; from google.auth.credentials import AnonymousCredentials; from google.api_core import exceptions
    c = storage.Client(project="p", credentials=AnonymousCredentials(), client_options={"api_endpoint": "http://127.0.0.1:9080"})
    try: c.bucket("b").blob("x").download_as_bytes()
    except Exception as e: print("gcp", type(e).__name__)
    import grpc; ch = pubsub_v1.PublisherClient(credentials=AnonymousCredentials()); print("topic", ch.topic_path("p", "t"), storage.__version__ and "v")
X
  cat > "$a/ops/az.py" <<'X'
def run():
    from azure.storage.blob import BlobServiceClient, generate_blob_sas; from azure.identity import DefaultAzureCredential, ClientSecretCredential; import isodate
    b = BlobServiceClient("http://127.0.0.1:9080/acct", credential={"account_name": "a", "account_key": "YQ=="}, retry_total=0)
    try: b.get_blob_client("c", "b").download_blob().readall()
    except Exception as e: print("az", type(e).__name__)
    try: DefaultAzureCredential(exclude_managed_identity_credential=True).get_token("https://x/.default")
    except Exception as e: print("azid", type(e).__name__, "CLI" in str(e))
X
  cat > "$a/ops/crypto.py" <<'X'
import datetime
def run():
    from cryptography import x509; from cryptography.hazmat.primitives import hashes, serialization; from cryptography.hazmat.primitives.asymmetric import rsa, ed25519; from cryptography.fernet import Fernet; from cryptography.hazmat.primitives.serialization import pkcs12
    from OpenSSL import crypto, SSL; import paramiko, jwt, io, socket, ssl, certifi
    k = ed25519.Ed25519PrivateKey.generate(); n = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")]); now = datetime.datetime(2024, 1, 1)
    c = x509.CertificateBuilder().subject_name(n).issuer_name(n).public_key(k.public_key()).serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(9)).sign(k, None)
    p = pkcs12.serialize_key_and_certificates(b"x", k, c, None, serialization.BestAvailableEncryption(b"x"))
    pk = paramiko.RSAKey.generate(1024); b = io.StringIO(); pk.write_private_key(b); t = jwt.encode({"a": 1}, rsa.generate_private_key(65537, 2048), "RS256")
    s = SSL.Connection(SSL.Context(SSL.TLS_CLIENT_METHOD), socket.create_connection(("127.0.0.1", 9443))); s.set_connect_state(); s.do_handshake()
    try: paramiko.SSHClient().connect("127.0.0.1", 9080, timeout=3, banner_timeout=3)
    except paramiko.SSHException as e: print("crypto", len(p) > 100, t[:5], s.get_protocol_version_name(), type(e).__name__, len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs()) > 50)
X
  cat > "$a/ops/msg.py" <<'X'
def t(n, f):
    try: print(n, "?", f())
    except Exception as e: print(n, type(e).__name__)
def run():
    import redis, pika, kafka, confluent_kafka, elasticsearch, pymongo, ldap3, asyncpg, asyncio, nats, keyring, docker, hvac, dns.resolver, slack_sdk, stripe, openai, apprise
    t("redis", lambda: redis.Redis(port=1).ping()); t("pika", lambda: pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", 1))); t("kafka", lambda: kafka.KafkaProducer(bootstrap_servers="127.0.0.1:1", api_version_auto_timeout_ms=500)); t("ck", lambda: confluent_kafka.Producer({"bootstrap.servers": "127.0.0.1:1", "security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-256", "sasl.username": "x", "sasl.password": "y"}).flush(0.1))
    t("es", lambda: elasticsearch.Elasticsearch("http://127.0.0.1:9080", max_retries=0).info()); t("mongo", lambda: pymongo.MongoClient("mongodb://127.0.0.1:1", serverSelectionTimeoutMS=300).admin.command("ping")); t("ldap", lambda: ldap3.Connection("127.0.0.1:1", auto_bind=True)); t("pg", lambda: asyncio.run(asyncpg.connect("postgresql://u@127.0.0.1:1/x")))
    t("keyring", lambda: keyring.get_password("a", "b")); t("keyrings", lambda: len(keyring.backend.get_all_keyring()) > 0); t("docker", lambda: docker.from_env(timeout=1).ping()); t("hvac", lambda: hvac.Client("http://127.0.0.1:9080").is_authenticated()); t("dns", lambda: dns.resolver.resolve("svc.dns.test", "A")[0].to_text())
    t("openai", lambda: openai.OpenAI(api_key="x", base_url="https://backend.panel.test:9443/", max_retries=0).models.list()); t("stripe", lambda: stripe.Customer.list(api_key="x", limit=1) if 0 else "ok"); t("apprise", lambda: apprise.Apprise().add("slack://TokenA/TokenB/TokenC1234567890abcdefghi/#c")); t("mailto", lambda: apprise.Apprise().add("mailto://u:p@example.org"))
    import rich.table, rich.console, rich.syntax, rich.markdown, io; c = rich.console.Console(file=io.StringIO(), force_terminal=True); c.print(rich.syntax.Syntax("a: 1", "yaml"), rich.markdown.Markdown("# x\n```sql\nselect 1\n```"), ":smiley:"); print("rich", len(c.file.getvalue()) > 50)
    import subprocess, sys; print("http", subprocess.run(["http", "--verify=no", "GET", "https://backend.panel.test:9443/hello/ie"], capture_output=True, text=True, env={"HOME": "/tmp", "PATH": "/venv/bin:/usr/bin"}, stdin=subprocess.DEVNULL).stdout[:10])
X
}
probe() {
  want aws 'aws https://[a-z0-9.]+ (ClientError|NoSuchKey).* True True True.*nocert SSLError' "$(run_main aws 2>&1 | tr '\n' ' ')"; want k8s "k8s 404 \{'api" "$(run_main k8s 2>&1)"; want gcp 'gcp NotFound.*topic projects/p/topics/t v' "$(run_main gcp 2>&1 | tr '\n' ' ')"; want az 'az ResourceNotFoundError.*azid ClientAuthenticationError True' "$(run_main az 2>&1 | tr '\n' ' ')"
  want crypto 'crypto True eyJhb TLSv1.3 SSHException True' "$(run_main crypto 2>&1)"; local m; m=$(run_main msg 2>&1 | tr '\n' ' '); want msg 'redis ConnectionError pika AMQPConnectionError kafka (NoBrokersAvailable|KafkaTimeoutError|ValueError)' "$m"
  want msg2 'ck . [01].* mongo ServerSelectionTimeoutError ldap LDAPSocketOpenError pg ConnectionRefusedError keyring NoKeyringError keyrings . True docker DockerException hvac . .* dns . 127.0.0.1 openai [A-Za-z]*Error .* apprise . True mailto . True rich True http hello from' "$m"
}
