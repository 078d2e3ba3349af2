# The dashboard with all it needs to draw pictures: Chromium, and a font for Chinese.
# The digest is that of the image that was tried; for a newer one: docker buildx imagetools inspect NAME.
FROM python:3.13-slim-bookworm@sha256:01f42367a0a94ad4bc17111776fd66e3500c1d87c15bbd6055b7371d39c124fb

# Debian withdraws old builds of Chromium, so a pinned version would soon not install.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

COPY . .
# The one folder that is written: the embedded database, when no DATABASE_URL is given.
RUN useradd --create-home --uid 10001 ruqi \
    && python -m compileall -q /app \
    && install -d -o ruqi -g ruqi /app/var
USER 10001
VOLUME /app/var

ENV PYTHONUNBUFFERED=1 \
    BROWSER_PATH=/usr/bin/chromium
EXPOSE 8501
# It answers every address of the container, so it has to be told how people sign in, by one of the
# ways in compose.yaml. Without one it ends at once and says so; see docs/sign-in.md.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
# The welcome would ask a server elsewhere for this one's address.
CMD ["python", "-m", "streamlit", "run", "dashboard.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", "--browser.gatherUsageStats=false", "--logger.hideWelcomeMessage=true"]
